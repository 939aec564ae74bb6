-- Stores what one reading of a document gave, in one journey: `storeReading` (src/store-reading.ts) says what it does.
-- Rows come as JSON with the names of the tables' columns; what all of one reading share is filled in here.
CREATE FUNCTION store_reading(
  document text,
  version text,
  took_ms integer,
  failed_by text,
  failed_zh text,
  failed_en text,
  filing_rows jsonb,
  fund_rows jsonb,
  amount_rows jsonb,
  indicator_rows jsonb,
  target_rows jsonb,
  finding_rows jsonb,
  more_follows boolean
) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  state_before text;
  known readings;
  contested boolean;
  more boolean;
  a_filing filings;
  a_fund funds;
  an_amount fund_amounts;
  an_indicator indicators;
  a_target targets;
  a_finding findings;
BEGIN
  -- Paths before the document, in the order in which receiving locks them.
  PERFORM pg_advisory_xact_lock(hashtextextended(k.path_key, 0))
  FROM (SELECT DISTINCT p.path_key FROM document_paths p WHERE p.sha256 = document ORDER BY 1) k;
  SELECT d.state INTO state_before FROM documents d WHERE d.sha256 = document FOR UPDATE;
  IF NOT FOUND THEN RETURN 'unknown'; END IF;
  -- Each statement from here on sees what others stored while this one waited for the document.
  SELECT r.* INTO known FROM readings r WHERE r.sha256 = document AND r.extractor_version = version;
  -- Whether one of its paths has had other contents: which of them is shown must be worked out.
  contested := EXISTS (
    SELECT FROM document_paths one JOIN document_paths other ON other.path_key = one.path_key
    WHERE one.sha256 = document AND other.sha256 <> document
  );
  more := contested
    OR (failed_by IS NOT NULL AND EXISTS (SELECT FROM filings f WHERE f.sha256 = document AND f."current"))
    OR (jsonb_array_length(filing_rows) > 0 AND EXISTS (
      SELECT FROM document_paths p JOIN claims c ON c.path_key = p.path_key WHERE p.sha256 = document AND p.current
    ));
  IF more AND NOT more_follows AND (known.id IS NULL OR known.failure_code IS NOT NULL) THEN RETURN 'more'; END IF;
  IF known.id IS NOT NULL THEN
    IF known.failure_code IS NULL OR (known.failure_code = failed_by AND known.failure_en = failed_en) THEN
      UPDATE documents d
      SET state = CASE WHEN known.failure_code IS NULL THEN 'read' ELSE 'failed' END, failure_code = known.failure_code,
        failure_zh = known.failure_zh, failure_en = known.failure_en, updated_at = now()
      WHERE d.sha256 = document AND d.state <> CASE WHEN known.failure_code IS NULL THEN 'read' ELSE 'failed' END;
      RETURN 'unchanged';
    END IF;
  END IF;
  IF known.id IS NOT NULL THEN DELETE FROM readings r WHERE r.id = known.id; END IF;

  INSERT INTO readings (sha256, extractor_version, duration_ms, failure_code, failure_zh, failure_en)
  VALUES (document, version, took_ms, failed_by, failed_zh, failed_en)
  RETURNING id INTO known.id;
  a_filing.reading_id := known.id;
  a_fund.reading_id := known.id;
  an_amount.reading_id := known.id;
  an_indicator.reading_id := known.id;
  a_target.reading_id := known.id;
  a_finding.reading_id := known.id;
  a_filing.sha256 := document;
  a_filing."current" := NOT contested AND EXISTS (SELECT FROM document_paths p WHERE p.sha256 = document AND p.current);
  IF failed_by IS NULL THEN
    -- The filings of older readings are no longer what is listed.
    UPDATE filings f SET "current" = false WHERE f.sha256 = document AND f."current";
  END IF;
  INSERT INTO filings SELECT r.* FROM jsonb_populate_recordset(a_filing, filing_rows) r;
  INSERT INTO funds SELECT r.* FROM jsonb_populate_recordset(a_fund, fund_rows) r;
  INSERT INTO fund_amounts SELECT r.* FROM jsonb_populate_recordset(an_amount, amount_rows) r;
  INSERT INTO indicators SELECT r.* FROM jsonb_populate_recordset(an_indicator, indicator_rows) r;
  INSERT INTO targets SELECT r.* FROM jsonb_populate_recordset(a_target, target_rows) r;
  INSERT INTO findings SELECT r.* FROM jsonb_populate_recordset(a_finding, finding_rows) r;
  UPDATE documents d
  SET state = CASE WHEN failed_by IS NULL THEN 'read' ELSE 'failed' END, failure_code = failed_by,
    failure_zh = failed_zh, failure_en = failed_en, updated_at = now()
  WHERE d.sha256 = document;
  RETURN 'stored';
END
$$;
