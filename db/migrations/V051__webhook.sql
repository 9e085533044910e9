-- Webhooks: what other programs are told, kept until they took it.
CREATE TABLE webhook (
    url    text PRIMARY KEY CHECK (url <> ''),
    active boolean NOT NULL,
    since  timestamptz NOT NULL
);
COMMENT ON TABLE webhook IS 'Addresses that the configuration names or named.';
COMMENT ON COLUMN webhook.active IS 'Whether the configuration names it now.';
COMMENT ON COLUMN webhook.since IS 'What happened before is not sent.';

CREATE TABLE webhook_delivery (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    url         text NOT NULL REFERENCES webhook,
    event       text NOT NULL CHECK (event IN ('regression.opened', 'regression.confirmed', 'regression.closed',
                    'bisection.ended', 'report.sent')),
    subject_id  bigint NOT NULL,
    position    integer NOT NULL CHECK (position >= 0),
    happened_at timestamptz NOT NULL,
    body        text NOT NULL CHECK (body <> ''),
    state       text NOT NULL DEFAULT 'WAITING' CHECK (state IN ('WAITING', 'DELIVERED', 'GIVEN_UP')),
    tries       integer NOT NULL DEFAULT 0 CHECK (tries >= 0),
    due_at      timestamptz NOT NULL,
    last_answer text NOT NULL DEFAULT '',
    created_at  timestamptz NOT NULL DEFAULT now(),
    ended_at    timestamptz,
    UNIQUE (url, event, subject_id, position),
    CHECK ((state = 'WAITING') = (ended_at IS NULL))
);
CREATE INDEX webhook_delivery_due ON webhook_delivery (due_at, id) WHERE state = 'WAITING';
COMMENT ON TABLE webhook_delivery IS 'One thing that happened, for one address; the unique key keeps it from being queued twice.';
COMMENT ON COLUMN webhook_delivery.position IS 'Version of the regression after the event; 0 for others, which happen once.';
COMMENT ON COLUMN webhook_delivery.body IS 'JSON as it is sent, the same for each try.';
COMMENT ON COLUMN webhook_delivery.tries IS 'How often sending began.';
COMMENT ON COLUMN webhook_delivery.due_at IS 'Not before; while it is sent, when somebody else may take it for lost.';
COMMENT ON COLUMN webhook_delivery.last_answer IS 'What the last try brought, in words.';
