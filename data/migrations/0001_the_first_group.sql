-- Common to DuckDB and PostgreSQL. No foreign keys here: DuckDB's can't be updated safely; postgres/ adds them.
-- Instants are naive UTC (…_utc); a lived day is a DATE in the member's own zone.

CREATE TABLE members (
    member_id        VARCHAR PRIMARY KEY,
    nickname         VARCHAR NOT NULL,
    sign_in_name     VARCHAR NOT NULL UNIQUE,
    passphrase_hash  VARCHAR NOT NULL,
    time_zone        VARCHAR NOT NULL,
    country          VARCHAR NOT NULL,
    is_admin         BOOLEAN NOT NULL,
    joined_at_utc    TIMESTAMP NOT NULL
);

CREATE TABLE sessions (
    session_id        VARCHAR PRIMARY KEY,
    token_hash        VARCHAR NOT NULL UNIQUE,
    member_id         VARCHAR NOT NULL,
    started_at_utc    TIMESTAMP NOT NULL,
    seen_at_utc       TIMESTAMP NOT NULL,
    ended_at_utc      TIMESTAMP
);
CREATE INDEX sessions_of_member ON sessions (member_id);

CREATE TABLE tickets (
    ticket_hash     VARCHAR PRIMARY KEY,
    browser_hash    VARCHAR NOT NULL,
    member_id       VARCHAR NOT NULL,
    expires_at_utc  TIMESTAMP NOT NULL,
    used_at_utc     TIMESTAMP
);

CREATE TABLE first_run_codes (
    code_hash       VARCHAR PRIMARY KEY,
    made_at_utc     TIMESTAMP NOT NULL
);

CREATE TABLE peer_groups (
    group_id       VARCHAR PRIMARY KEY,
    name           VARCHAR NOT NULL,
    agreement      VARCHAR NOT NULL,
    made_at_utc    TIMESTAMP NOT NULL
);

CREATE TABLE memberships (
    group_id           VARCHAR NOT NULL,
    member_id          VARCHAR NOT NULL,
    group_role         VARCHAR NOT NULL,
    joined_on          DATE NOT NULL,
    left_at_utc        TIMESTAMP,
    PRIMARY KEY (group_id, member_id)
);
CREATE INDEX memberships_of_member ON memberships (member_id);
CREATE INDEX memberships_of_group ON memberships (group_id);

CREATE TABLE invitations (
    invitation_id    VARCHAR PRIMARY KEY,
    token_hash       VARCHAR NOT NULL UNIQUE,
    group_id         VARCHAR NOT NULL,
    group_role       VARCHAR NOT NULL,
    made_by          VARCHAR NOT NULL,
    made_at_utc      TIMESTAMP NOT NULL,
    expires_at_utc   TIMESTAMP NOT NULL,
    used_at_utc      TIMESTAMP,
    used_by          VARCHAR,
    revoked_at_utc   TIMESTAMP
);
CREATE INDEX invitations_of_group ON invitations (group_id);

-- Personal tables: every statement filters on member_id = $viewer_id.

CREATE TABLE check_ins (
    member_id       VARCHAR NOT NULL,
    day             DATE NOT NULL,
    mood            INTEGER,
    craving         INTEGER,
    stress          INTEGER,
    sleep_hours     DOUBLE PRECISION,
    hungry          BOOLEAN,
    angry           BOOLEAN,
    lonely          BOOLEAN,
    tired           BOOLEAN,
    contact         BOOLEAN,
    slipped         BOOLEAN,
    note            VARCHAR NOT NULL,
    time_zone       VARCHAR NOT NULL,
    recorded_at_utc TIMESTAMP NOT NULL,
    version         INTEGER NOT NULL,
    PRIMARY KEY (member_id, day)
);
CREATE INDEX check_ins_of_member ON check_ins (member_id);

CREATE TABLE boundaries (
    boundary_id      VARCHAR PRIMARY KEY,
    member_id        VARCHAR NOT NULL,
    ring             VARCHAR NOT NULL,
    words            VARCHAR NOT NULL,
    drawn_at_utc     TIMESTAMP NOT NULL,
    let_go_at_utc    TIMESTAMP,
    replaces         VARCHAR,
    because_of_slip  DATE
);
CREATE INDEX boundaries_of_member ON boundaries (member_id);

CREATE TABLE boundary_days (
    member_id     VARCHAR NOT NULL,
    day           DATE NOT NULL,
    boundary_id   VARCHAR NOT NULL,
    kept          BOOLEAN,
    PRIMARY KEY (member_id, day, boundary_id)
);
CREATE INDEX boundary_days_of_member ON boundary_days (member_id);

CREATE TABLE sharing (
    member_id    VARCHAR NOT NULL,
    group_id     VARCHAR NOT NULL,
    field        VARCHAR NOT NULL,
    audience     VARCHAR NOT NULL,
    PRIMARY KEY (member_id, group_id, field)
);
CREATE INDEX sharing_of_member ON sharing (member_id);

CREATE TABLE reflections (
    member_id        VARCHAR NOT NULL,
    slip_day         DATE NOT NULL,
    held_longest     VARCHAR NOT NULL,
    repair           VARCHAR NOT NULL,
    change_ring      VARCHAR,
    change_words     VARCHAR NOT NULL,
    change_replaces  VARCHAR,
    started_at_utc   TIMESTAMP NOT NULL,
    saved_at_utc     TIMESTAMP NOT NULL,
    finished_at_utc  TIMESTAMP,
    PRIMARY KEY (member_id, slip_day)
);
CREATE INDEX reflections_of_member ON reflections (member_id);

CREATE TABLE reflection_links (
    member_id    VARCHAR NOT NULL,
    slip_day     DATE NOT NULL,
    point        VARCHAR NOT NULL,
    day          DATE,
    words        VARCHAR NOT NULL,
    is_link      BOOLEAN,
    PRIMARY KEY (member_id, slip_day, point)
);
CREATE INDEX reflection_links_of_member ON reflection_links (member_id);

-- Group tables: every statement filters on group_id = $group_id, which comes from a seat.

CREATE TABLE shared_days (
    group_id         VARCHAR NOT NULL,
    audience         VARCHAR NOT NULL,
    member_id        VARCHAR NOT NULL,
    day              DATE NOT NULL,
    mood             INTEGER,
    craving          INTEGER,
    stress           INTEGER,
    sleep_hours      DOUBLE PRECISION,
    hungry           BOOLEAN,
    angry            BOOLEAN,
    lonely           BOOLEAN,
    tired            BOOLEAN,
    contact          BOOLEAN,
    slipped          BOOLEAN,
    note             VARCHAR,
    PRIMARY KEY (group_id, audience, member_id, day)
);
CREATE INDEX shared_days_of_group ON shared_days (group_id);
CREATE INDEX shared_days_of_member ON shared_days (member_id);

CREATE TABLE instance_facts (
    fact         VARCHAR PRIMARY KEY,
    said         VARCHAR NOT NULL
);
