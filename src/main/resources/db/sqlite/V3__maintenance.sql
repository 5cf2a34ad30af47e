-- Since when something has to be done again and again. Times are milliseconds since 1970 in UTC.
CREATE TABLE maintenance_item (
    stack    text   NOT NULL,
    item     text   NOT NULL,
    since_at bigint NOT NULL,
    PRIMARY KEY (stack, item)
);

-- That it was done, and what shows it.
CREATE TABLE maintenance_done (
    stack    text   NOT NULL,
    item     text   NOT NULL,
    done_at  bigint NOT NULL,
    evidence text   NOT NULL,
    actor    text   NOT NULL,
    host     text   NOT NULL,
    noted_at bigint NOT NULL,
    PRIMARY KEY (stack, item, done_at)
);
