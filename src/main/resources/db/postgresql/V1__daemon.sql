-- The table of db-scheduler, as its version 16 wants it.
CREATE TABLE scheduled_tasks (
    task_name            text    NOT NULL,
    task_instance        text    NOT NULL,
    task_data            bytea,
    execution_time       timestamp with time zone NOT NULL,
    picked               boolean NOT NULL,
    picked_by            text,
    last_success         timestamp with time zone,
    last_failure         timestamp with time zone,
    consecutive_failures integer,
    last_heartbeat       timestamp with time zone,
    version              bigint  NOT NULL,
    priority             smallint,
    PRIMARY KEY (task_name, task_instance)
);
CREATE INDEX scheduled_tasks_execution_time ON scheduled_tasks (execution_time);
CREATE INDEX scheduled_tasks_last_heartbeat ON scheduled_tasks (last_heartbeat);

-- Every run that was expected, once for each attempt. Times are milliseconds since 1970 in UTC.
CREATE TABLE expected_run (
    id         text    NOT NULL,
    stack      text    NOT NULL,
    job        text    NOT NULL,
    kind       text    NOT NULL,
    due_at     bigint  NOT NULL,
    attempt    integer NOT NULL,
    started_at bigint,
    ended_at   bigint,
    outcome    text    NOT NULL,
    status     integer,
    ledger_run text    NOT NULL,
    backup     text    NOT NULL,
    message    text    NOT NULL,
    host       text    NOT NULL,
    PRIMARY KEY (stack, id),
    UNIQUE (stack, job, due_at, attempt)
);
CREATE INDEX expected_run_due ON expected_run (stack, due_at);

-- Since when a job is expected, and as what: a changed one begins anew.
CREATE TABLE known_job (
    stack    text   NOT NULL,
    job      text   NOT NULL,
    since_at bigint NOT NULL,
    wording  text   NOT NULL,
    PRIMARY KEY (stack, job)
);

CREATE TABLE job_pause (
    stack    text   NOT NULL,
    job      text   NOT NULL,
    since_at bigint NOT NULL,
    until_at bigint,
    reason   text   NOT NULL,
    actor    text   NOT NULL,
    PRIMARY KEY (stack, job)
);

-- One run at a time in each lane of a stack.
CREATE TABLE lane (
    stack    text   NOT NULL,
    lane     text   NOT NULL,
    run      text   NOT NULL,
    host     text   NOT NULL,
    since_at bigint NOT NULL,
    seen_at  bigint NOT NULL,
    PRIMARY KEY (stack, lane)
);
