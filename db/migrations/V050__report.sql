-- Reports: mails about what was found, written by Kpulse, approved by people before they go anywhere.
CREATE TABLE report (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind          text NOT NULL CHECK (kind IN ('REGRESSION', 'DIGEST')),
    regression_id bigint REFERENCES regression,
    week          date,
    state         text NOT NULL CHECK (state IN ('DRAFT', 'APPROVED', 'SENT', 'DISCARDED')),
    subject       text NOT NULL CHECK (subject <> ''),
    body          text NOT NULL CHECK (body <> ''),
    recipients    text[] NOT NULL,
    copies        text[] NOT NULL,
    message_id    text NOT NULL UNIQUE CHECK (message_id ~ '^<[A-Za-z0-9.-]+@[A-Za-z0-9.-]+>$'),
    version       integer NOT NULL DEFAULT 0 CHECK (version >= 0),
    created_at    timestamptz NOT NULL DEFAULT now(),
    updated_at    timestamptz NOT NULL DEFAULT now(),
    sent_at       timestamptz,
    CHECK ((kind = 'REGRESSION') = (regression_id IS NOT NULL)),
    CHECK ((kind = 'DIGEST') = (week IS NOT NULL)),
    CHECK ((state = 'SENT') = (sent_at IS NOT NULL)),
    CONSTRAINT report_has_readers CHECK (state IN ('DRAFT', 'DISCARDED') OR cardinality(recipients) > 0)
);
CREATE UNIQUE INDEX report_one_at_a_time ON report (regression_id) WHERE state IN ('DRAFT', 'APPROVED');
CREATE UNIQUE INDEX report_one_a_week ON report (week) WHERE state IN ('DRAFT', 'APPROVED');
CREATE INDEX report_regression ON report (regression_id);
CREATE INDEX report_state ON report (state, id DESC);
COMMENT ON TABLE report IS 'A mail about a regression or a week; its text is frozen when it is drafted, people may edit it.';
COMMENT ON COLUMN report.week IS 'Monday of the week that a digest is about, UTC.';
COMMENT ON COLUMN report.recipients IS 'Mail addresses, To.';
COMMENT ON COLUMN report.copies IS 'Mail addresses, Cc.';
COMMENT ON COLUMN report.message_id IS 'Message-ID of the mail, made with the draft: a mail that was sent twice can be recognized.';
COMMENT ON COLUMN report.version IS 'How many events it has: who changes it says which version they have seen.';

CREATE TABLE report_event (
    report_id  bigint NOT NULL REFERENCES report,
    version    integer NOT NULL CHECK (version > 0),
    at         timestamptz NOT NULL DEFAULT now(),
    who        text NOT NULL CHECK (who <> ''),
    what       text NOT NULL CHECK (what <> ''),
    from_state text,
    to_state   text NOT NULL,
    note       text NOT NULL,
    PRIMARY KEY (report_id, version),
    CHECK ((version = 1) = (from_state IS NULL))
);
COMMENT ON TABLE report_event IS 'What happened to a report, and who did it; never changed.';
COMMENT ON COLUMN report_event.what IS 'drafted, edited, approved, sending, sent, not-sent or discarded.';

CREATE TRIGGER report_is_kept BEFORE DELETE OR TRUNCATE ON report FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER report_event_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON report_event FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
