mafp/1
license: MVT-1.1
version: undated
role: header
language: en
made-from: spdx-xml
words: 38
sha256: cd56e96257ae872da67a08de54f723bc76539b4fa651997c9a1b8ae9e7d10875
tokens:
RmaVVrPEGP1AszTJnvv+YDl0eGHBstYQtbIDeiqBSbi0aB5vdxblzCqBSbifKnXc39HR+scucW0LKy7lkYnGc7TpLyGFY2qcdxblzCqBSbifKnXc39HR+t8A
etal9vWSLcMDQUoPBTdGZpVWQkHJpSvUN0loRYR0sBdtJ1h7lip3mhQJy2vzb9/R0fqfKnXcSwZD6wsrLuU=
punctuation:
DfMBKQEpDfMGYgEpASk=
spans:
alternatives:
sections:
end
