mafp/1
license: LZMA-SDK-9.11-to-9.20
version: undated
role: text
language: en
made-from: spdx-xml
words: 40
sha256: b27074c1e1fdf3a299463bdcf88a9ac3a329d49be47694a3d2f4866fa48569dc
tokens:
39HR+j+fqsZBBFw2OXR4YVSOXmZvOz1qE0VT6ZGw8AAqgUm4PmLT4lBoWj09P+9hxvQkBLFr/0Dv1WB6QLM0yZGw8AA/n6rGOXR4YamrV7ltk0SqPmLT4lBo
Wj1AszTJ2gtfxoOfjZduvqNBNwCtAH1t7wUH7qk5+D8PxgUfRBD6yIsqOWszNgn3aUX4duFZDCcIFiHKzEW8JethJtB9jQ==
punctuation:
DikNYgEGAikBvQFqAwYBYgK9
spans:
title 0 1
alternatives:
sections:
end
