mafp/1
license: TGPPL-1.0
version: undated
role: header
language: en
made-from: spdx-xml
words: 10
sha256: 15132b8da2be85d359b5b6df8c3ce3016eb16ee19e7902814c65423d3b6d4da5
tokens:
Jt5OphNf1V0qgUm4jLdxy8Vw4g4sUqJZPmLT4t/R0fqarRtnQM8QhA==
punctuation:
spans:
alternatives:
sections:
end
