-- What is wrong with a stack, and what people know of it, as JSON. A change names the version that
-- it began with.
CREATE TABLE alert_book (
    stack   text   NOT NULL PRIMARY KEY,
    version bigint NOT NULL,
    book    text   NOT NULL
);

-- Each message to each channel, before and after it was sent. Times are milliseconds since 1970.
CREATE TABLE alert_delivery (
    id         integer PRIMARY KEY AUTOINCREMENT,
    stack      text    NOT NULL,
    channel    text    NOT NULL,
    message    text    NOT NULL,
    created_at bigint  NOT NULL,
    status     text    NOT NULL,
    attempts   integer NOT NULL,
    next_at    bigint  NOT NULL,
    ended_at   bigint,
    error      text
);
CREATE INDEX alert_delivery_channel ON alert_delivery (stack, channel, id);
CREATE INDEX alert_delivery_status ON alert_delivery (stack, status, id);
