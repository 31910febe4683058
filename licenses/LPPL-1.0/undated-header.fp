mafp/1
license: LPPL-1.0
version: undated
role: header
language: en
made-from: spdx-xml
words: 47
sha256: 94ffae2dd8bfbe97a5fb9ff94b3514c3034d6933000bc87240529eada7110cdf
tokens:
MkKab2qdXIyUfBMKBR9EEKdxELXT2toQYjD54kZmlVYkB+0baEWEdHj/7nJvOz1qv98dwupeEkgTX9VdKoFJuLRoHm93FuXMKoFJuLb3TV0SeCcLPmLT4t/R
0fotwwNB2gtfxg4IoZKFp3/7kbDwADc6AuOMxjFDtvdNXcJ0EKpCppnojpCSxNHGW+marRtnNwCtAHcW5cwqgUm439HR+r/fHcJ3mhQJi5oW6IawY5IiODs8
ZWgfApqtG2c=
punctuation:
ASkEKQEpGykB2wbzAb0DBg==
spans:
any 0 2 1 20
copyright 2 7
any 3 7 1 20
alternatives:
sections:
end
