-- What is held of a sender, newest first: every flood's note is written again as long as letters come.
CREATE INDEX letters_held ON letters (origin, (COALESCE(sender, '')), received) WHERE state = 'held';
