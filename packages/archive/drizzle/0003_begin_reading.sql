-- Says that somebody begins to read a document: `beginReading` (src/documents.ts) says what it does. A function, since
-- planning the statement took twice as long as carrying it out, and PostgreSQL keeps the plans of a function.
CREATE FUNCTION begin_reading(document text, version text, OUT kind text, OUT path text, OUT bytes bigint)
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('synchronous_commit', 'off', true);
  UPDATE documents d SET state = 'reading', attempts = d.attempts + 1, updated_at = now()
  WHERE d.sha256 = document AND NOT EXISTS (
    SELECT FROM readings r
    WHERE r.sha256 = document AND r.extractor_version = version AND r.failure_code IS NULL
  )
  RETURNING 'begun', d.first_path, d.bytes INTO kind, path, bytes;
  IF NOT FOUND THEN
    kind := CASE WHEN EXISTS (SELECT FROM documents d WHERE d.sha256 = document) THEN 'already-read' ELSE 'unknown' END;
  END IF;
END
$$;
