-- Tables of db-scheduler 16, in the form that it asks for. Kpulse reads nothing from them that it could not lose: what is to be done stands in request_task and source_poll.
CREATE TABLE scheduled_task (
    task_name            text NOT NULL,
    task_instance        text NOT NULL,
    task_data            bytea,
    execution_time       timestamptz,
    picked               boolean NOT NULL,
    picked_by            text,
    last_success         timestamptz,
    last_failure         timestamptz,
    consecutive_failures integer,
    last_heartbeat       timestamptz,
    version              bigint NOT NULL,
    priority             smallint,
    state                text,
    PRIMARY KEY (task_name, task_instance)
);
CREATE INDEX scheduled_task_due ON scheduled_task (priority DESC, execution_time ASC);
CREATE INDEX scheduled_task_heartbeat ON scheduled_task (last_heartbeat);
COMMENT ON TABLE scheduled_task IS 'Which task of a request db-scheduler gives to a worker that has its platform, and whose heart beats. Made again by itself if it is lost.';

CREATE TABLE scheduled_time (LIKE scheduled_task INCLUDING ALL);
COMMENT ON TABLE scheduled_time IS 'The same for what is done again and again, which every service knows: polls, plans.';
