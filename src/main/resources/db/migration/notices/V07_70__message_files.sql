-- Files that go out with a message. What was promised to be sent still goes when somebody takes the document out of sight.
create table notices.message_file (
    message_id  uuid    not null references notices.message,
    document_id uuid    not null references documents.document,
    position    integer not null,

    primary key (message_id, position),
    constraint message_file_once unique (message_id, document_id)
);
