-- What a try at a passphrase costs, and the browsers somebody has signed in with.

CREATE TABLE throttle (
    bucket         VARCHAR PRIMARY KEY,
    tries_left     DOUBLE PRECISION NOT NULL,
    filled_at_utc  TIMESTAMP NOT NULL
);

CREATE TABLE known_browsers (
    browser_hash   VARCHAR NOT NULL,
    member_id      VARCHAR NOT NULL,
    seen_at_utc    TIMESTAMP NOT NULL,
    PRIMARY KEY (browser_hash, member_id)
);
CREATE INDEX known_browsers_of_member ON known_browsers (member_id);

-- DuckDB alters no table that has an index; the file runs as one transaction.
DROP INDEX sessions_of_member;
ALTER TABLE sessions ADD COLUMN own_device BOOLEAN DEFAULT TRUE;
ALTER TABLE sessions ADD COLUMN device VARCHAR DEFAULT '';
CREATE INDEX sessions_of_member ON sessions (member_id);
ALTER TABLE tickets ADD COLUMN own_device BOOLEAN DEFAULT TRUE;
