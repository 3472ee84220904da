-- What the program's own role may do: everything but change what is booked.
grant usage on schema public to tallyho_app;--> statement-breakpoint
alter default privileges in schema public grant select, insert, update, delete on tables to tallyho_app;--> statement-breakpoint
alter default privileges in schema public grant usage, select on sequences to tallyho_app;--> statement-breakpoint
grant select, insert, update, delete on all tables in schema public to tallyho_app;--> statement-breakpoint
grant usage, select on all sequences in schema public to tallyho_app;--> statement-breakpoint
revoke update, delete, truncate on ledger_transactions from tallyho_app;--> statement-breakpoint
insert into config_version (id, version) values (1, 1);
