mafp/1
license: MPL-2.0
version: undated
role: header
language: en
made-from: spdx-xml
words: 38
sha256: 830d2031c715671212d7233f90e18f6f9fe7b278ada64c06787ec35bfd865b8b
tokens:
RmaVVrPEGP1AszTJnvv+YDl0eGHBstYQtbIDeiqBSbi0aB5vdxblzCqBSbhoQGpuPmLT4t/R0frHLnFt3yaTZ5GJxnO06S8hhWNqnHcW5cwqgUm41/gCLN8A
etal9vWSLcMDQUoPBTdGZpVWQkHJpSvUN0loRYR0sBdtJ1h7lip3mhQJy2vzb2hAam5ZUUCo1/gCLN8mk2c=
punctuation:
DvMBKQEpDPMGYgEp
spans:
alternatives:
sections:
end
