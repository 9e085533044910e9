-- People who sign in through an OpenID provider: known by its issuer and their subject there, without a password here.
ALTER TABLE person
    ALTER COLUMN password DROP NOT NULL,
    ADD COLUMN issuer text CHECK (issuer <> ''),
    ADD COLUMN subject text CHECK (subject <> '' AND length(subject) <= 255),
    ADD CONSTRAINT person_of_provider UNIQUE (issuer, subject),
    ADD CONSTRAINT person_signs_in_one_way CHECK (
        (issuer IS NULL) = (subject IS NULL) AND (issuer IS NULL) = (password IS NOT NULL) AND (issuer IS NULL OR NOT one_time));
COMMENT ON COLUMN person.issuer IS 'The OpenID provider that they sign in through; null for those with a password.';
COMMENT ON COLUMN person.subject IS 'Who they are there, which never changes; likewise.';
