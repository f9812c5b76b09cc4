-- SPDX-License-Identifier: Apache-2.0
-- One row a payment with what the four rules need of it, so that a fact is one update by key. Times
-- of waits are whole seconds (README.md); partial indices hold only who waits.

CREATE TABLE status_limit (
  rail TEXT NOT NULL, status TEXT NOT NULL, wait INTEGER NOT NULL,
  PRIMARY KEY (rail, status)
) WITHOUT ROWID;

CREATE TABLE payment (
  id TEXT PRIMARY KEY,
  rail TEXT NOT NULL,
  direction TEXT NOT NULL,
  status TEXT NOT NULL,
  is_claimed INTEGER NOT NULL DEFAULT 0,
  is_posted INTEGER NOT NULL DEFAULT 0,
  is_held INTEGER NOT NULL DEFAULT 0,
  stuck_at INTEGER,
  posting_at INTEGER,
  restoring_at INTEGER
) WITHOUT ROWID;
CREATE INDEX stuck ON payment (stuck_at) WHERE stuck_at IS NOT NULL;
CREATE INDEX unposted ON payment (posting_at) WHERE posting_at IS NOT NULL;
CREATE INDEX unrestored ON payment (restoring_at) WHERE restoring_at IS NOT NULL;

CREATE TABLE amount (
  payment TEXT NOT NULL, source TEXT NOT NULL, minor INTEGER NOT NULL, currency TEXT NOT NULL,
  PRIMARY KEY (payment, source)
) WITHOUT ROWID;
-- Payments of which two sources differed in this second.
CREATE TABLE doubt (payment TEXT PRIMARY KEY) WITHOUT ROWID;

CREATE TABLE flag (
  rule TEXT NOT NULL, payment TEXT NOT NULL, at INTEGER NOT NULL,
  PRIMARY KEY (rule, payment)
) WITHOUT ROWID;
