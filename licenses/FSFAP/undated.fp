mafp/1
license: FSFAP
version: undated
role: text
language: en
made-from: spdx-xml
words: 34
sha256: e343800c668c67a143c557d4f7c5d8ae605e0293c4eb7f10999942cd8e7067cf
tokens:
DWAIjm87PWpbYKoVdxblzEZmlVZCQcmlSg8FN7/fHcKWYyEdd7V4DI2OkBtpDNzGkbDwACI4OzyQCV3LlmMhHSXWmwkm4wV6KoFJuJR8EwpfGiM9bzs9akZm
lVZfGiM9jY6QGweqW0lGZpVWQkHJpTl0eGFxxG4ItrYQVpZjIR0iODs8+sLbYA==
punctuation:
BvME8xApBfM=
spans:
choice 32 34 0
alternatives:
+sLbYHcW5cwiODs8CdYfEw==
sections:
end
