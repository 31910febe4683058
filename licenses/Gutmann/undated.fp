mafp/1
license: Gutmann
version: undated
role: text
language: en
made-from: spdx-xml
words: 22
sha256: c50527a8886dd0d297bdb6045c807088029599a036f144a3fe502934028313e2
tokens:
K9Q3SWhFhHQyoPA7RmaVVkCzNMmRsPAAPXPealvGR50r1DdJ7hA/kIzK7gSivxOGjMruBCvUN0muR5h2DFJ3IrdraOW1sgN6DyHNqivUN0lwJG55HTU/Hg==
punctuation:
CvMFbA==
spans:
alternatives:
sections:
end
