-- A device that locks loses its live connection as well as its answers.
create or replace trigger access_changed after update on auth.sessions for each row
  when ((old.ended_at is null and new.ended_at is not null) or (old.locked_at is null and new.locked_at is not null))
  execute function app.on_membership_changed();
