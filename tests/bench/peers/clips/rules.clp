; SPDX-License-Identifier: Apache-2.0
; The four rules of README.md for CLIPS. The host asserts the facts of one second, then (tick S),
; and runs. Waits are found by equality of seconds, which the join network hashes; comparing each
; wait with the clock would cost the more the more payments wait.

(deftemplate payment (slot id) (slot rail) (slot direction))
; The latest of a payment, by time; no two of a payment have the same millisecond.
(deftemplate status (slot payment) (slot name) (slot since))
; The latest of a source; money is a symbol of minor units and currency, such as 12550USD: CLIPS
; keeps integers in a table of fixed size, which many different ones make slow.
(deftemplate amount (slot payment) (slot source) (slot money) (slot since))
; The latest of a payment's reservation.
(deftemplate limit (slot payment) (slot action) (slot since))
(deftemplate posting (slot payment))
(deftemplate claim (slot payment))
(deftemplate wait (slot rule) (slot payment) (slot since) (slot at))
(deftemplate flag (slot rule) (slot payment) (slot at))
(deftemplate status-limit (slot rail) (slot status) (slot wait))

(defglobal ?*now* = 0)

(deffunction next-second (?ms)
  (* (+ (div ?ms 1000) 1) 1000))

(defrule time-goes-on
  (declare (salience 40))
  (tick ?second)
  =>
  (bind ?*now* ?second))

; The first status that implies a debit counts, even when others of its second replace it.
(defrule debit-is-claimed
  (declare (salience 30))
  (status (payment ?p) (since ?since)
          (name DEBITED|BATCHED|SENT|SEND_UNKNOWN|ACCEPTED|SETTLED|RECONCILED))
  (not (claim (payment ?p)))
  =>
  (assert (claim (payment ?p)))
  (assert (wait (rule OT03) (payment ?p) (since ?since) (at (next-second (+ ?since 60000))))))

(defrule status-is-replaced
  (declare (salience 20))
  ?old <- (status (payment ?p) (since ?before))
  (status (payment ?p) (since ?after&:(> ?after ?before)))
  =>
  (retract ?old))

(defrule amount-is-replaced
  (declare (salience 20))
  ?old <- (amount (payment ?p) (source ?s) (since ?before))
  (amount (payment ?p) (source ?s) (since ?after&:(> ?after ?before)))
  =>
  (retract ?old))

(defrule limit-is-replaced
  (declare (salience 20))
  ?old <- (limit (payment ?p) (since ?before))
  (limit (payment ?p) (since ?after&:(> ?after ?before)))
  =>
  (retract ?old))

(defrule status-has-a-limit
  (declare (salience 10))
  (status (payment ?p) (name ?status) (since ?since))
  (payment (id ?p) (rail ?rail))
  (status-limit (rail ?rail) (status ?status) (wait ?wait))
  =>
  (assert (wait (rule OT01) (payment ?p) (since ?since) (at (next-second (+ ?since ?wait))))))

(defrule failure-holds-a-limit
  (declare (salience 10))
  (status (payment ?p) (name FAILED|REJECTED|CANCELLED|EXPIRED|REVERSED) (since ?since))
  (limit (payment ?p) (action RESERVED|CONSUMED))
  =>
  (assert (wait (rule OT05) (payment ?p) (since ?since) (at (next-second (+ ?since 120000))))))

(defrule OT01-stuck-in-status
  (tick ?second)
  (wait (rule OT01) (at ?second) (payment ?p) (since ?since))
  (status (payment ?p) (since ?since))
  (not (flag (rule OT01) (payment ?p)))
  =>
  (assert (flag (rule OT01) (payment ?p) (at ?*now*))))

(defrule OT03-core-posting-missing
  (tick ?second)
  (wait (rule OT03) (at ?second) (payment ?p))
  (status (payment ?p) (name DEBITED|BATCHED|SENT|SEND_UNKNOWN|ACCEPTED|SETTLED|RECONCILED))
  (payment (id ?p) (direction OUTBOUND))
  (not (posting (payment ?p)))
  (not (flag (rule OT03) (payment ?p)))
  =>
  (assert (flag (rule OT03) (payment ?p) (at ?*now*))))

(defrule OT05-limits-not-restored
  (tick ?second)
  (wait (rule OT05) (at ?second) (payment ?p) (since ?since))
  (status (payment ?p) (since ?since))
  (limit (payment ?p) (action RESERVED|CONSUMED))
  (not (flag (rule OT05) (payment ?p)))
  =>
  (assert (flag (rule OT05) (payment ?p) (at ?*now*))))

(defrule OT07-amount-mismatch
  (amount (payment ?p) (source ?a) (money ?money))
  (amount (payment ?p) (source ~?a) (money ~?money))
  (not (flag (rule OT07) (payment ?p)))
  =>
  (assert (flag (rule OT07) (payment ?p) (at ?*now*))))

(defrule wait-is-over
  (declare (salience -10))
  (tick ?second)
  ?wait <- (wait (at ?second))
  =>
  (retract ?wait))

(defrule second-is-over
  (declare (salience -20))
  ?tick <- (tick ?)
  =>
  (retract ?tick))
