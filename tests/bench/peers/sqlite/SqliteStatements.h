// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace otto::bench {

// What SQLite does for each kind of fact, and at each proven second. Prepared once.

/// 1 payment, 2 rail, 3 direction.
constexpr const char* kAdd = "INSERT INTO payment (id, rail, direction, status) "
                             "VALUES (?1, ?2, ?3, '')";

/// 1 payment, 2 status, 3 since, 4 whether it implies a debit, 5 whether it is a failure.
constexpr const char* kChangeStatus = R"(
UPDATE payment SET
  status = ?2,
  stuck_at = (SELECT ((?3 + wait) / 1000 + 1) * 1000 FROM status_limit AS l
              WHERE l.rail = payment.rail AND l.status = ?2),
  posting_at = CASE WHEN NOT ?4 THEN NULL
                    WHEN is_claimed OR is_posted OR direction <> 'OUTBOUND' THEN posting_at
                    ELSE ((?3 + 60000) / 1000 + 1) * 1000 END,
  is_claimed = is_claimed OR ?4,
  restoring_at = CASE WHEN ?5 AND is_held THEN ((?3 + 120000) / 1000 + 1) * 1000 END
WHERE id = ?1)";

/// 1 payment.
constexpr const char* kPost = "UPDATE payment SET is_posted = 1, posting_at = NULL WHERE id = ?1";

/// 1 payment, 2 whether the limit is held.
constexpr const char* kMoveLimit =
    "UPDATE payment SET is_held = ?2, restoring_at = CASE WHEN ?2 THEN restoring_at END "
    "WHERE id = ?1";

/// 1 payment, 2 source, 3 minor units, 4 currency. Changes no row that says so already.
constexpr const char* kStateAmount = R"(
INSERT INTO amount (payment, source, minor, currency) VALUES (?1, ?2, ?3, ?4)
ON CONFLICT DO UPDATE SET minor = excluded.minor, currency = excluded.currency
WHERE minor <> excluded.minor OR currency <> excluded.currency)";

/// The same parameters.
constexpr const char* kDoubtAmount = R"(
INSERT OR IGNORE INTO doubt
SELECT ?1 WHERE EXISTS (SELECT 1 FROM amount
                        WHERE payment = ?1 AND (minor <> ?3 OR currency <> ?4)))";

/// 1 the proven second; in this order.
constexpr const char* kProve[] = {
    "INSERT OR IGNORE INTO flag SELECT 'OT01', id, ?1 FROM payment WHERE stuck_at <= ?1",
    "UPDATE payment SET stuck_at = NULL WHERE stuck_at <= ?1",
    "INSERT OR IGNORE INTO flag SELECT 'OT03', id, ?1 FROM payment WHERE posting_at <= ?1",
    "UPDATE payment SET posting_at = NULL WHERE posting_at <= ?1",
    "INSERT OR IGNORE INTO flag SELECT 'OT05', id, ?1 FROM payment WHERE restoring_at <= ?1",
    "UPDATE payment SET restoring_at = NULL WHERE restoring_at <= ?1",
    R"(INSERT OR IGNORE INTO flag SELECT 'OT07', payment, ?1 FROM doubt AS d
       WHERE EXISTS (SELECT 1 FROM amount AS a JOIN amount AS b
                     ON a.payment = d.payment AND b.payment = d.payment
                     WHERE a.minor <> b.minor OR a.currency <> b.currency))",
    "DELETE FROM doubt WHERE ?1",
};

}  // namespace otto::bench
