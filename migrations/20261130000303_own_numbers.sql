-- Messages without a readable recipient go to a number that is their source's own. Until now the source's
-- name was that number: sources that brought messages to it go on doing so.

UPDATE sources SET default_number = left(name, 64)
WHERE default_number IS NULL
  AND EXISTS (SELECT FROM messages JOIN numbers ON numbers.id = messages.number_id
              WHERE messages.source_id = sources.id
                AND numbers.phone_number = left(sources.name, 64));
