-- Who wrote a version of a kind, and why. Nobody wrote what the product shipped.
alter table cases.kind
    add created_by uuid references identity.app_user,
    add note text not null default '';
