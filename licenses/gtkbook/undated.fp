mafp/1
license: gtkbook
version: undated
role: text
language: en
made-from: spdx-xml
words: 50
sha256: 8eb03bd170acdf170dac4e2006e54a7c4209fe379edc8da49c816ff955e4c3fb
tokens:
lHwTCk5nsEGemE8er2+0a6CrhUXcgCWrLwRxpEZmlVZAszTJOXR4YS3DA0GWYyEd+sLbYCvUN0mNjpAbLcpHg7WyA3oyoPA7RmaVVkCzNMkLPsFOIjg7PJcm
FU+jyTKckYnGc0ZmlVZAszTJOXR4YXVL+/q/3x3CeP/ucpGw8AAM4EiLtVDrVZ77/mCMyu4EXpac+b/fHcKIcp02YqezICvUN0kXIztZ+kHhH0ZmlVaUfBMK
XxojPXiw9B5KDwU3KoFJuECzNMk=
punctuation:
BPMJKQrzAfML8wTz
spans:
copyright 0 7
alternatives:
sections:
end
