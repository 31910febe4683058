mafp/1
license: SL
version: undated
role: text
language: en
made-from: spdx-xml
words: 47
sha256: f929634484a9e5d3e54e40656aab9dac0ee97d660b4f35e9a4d65c201de12fb4
tokens:
B1DZrd/R0frh5XctOXR4YWkM3Ma1sgN6/we9a9GEVzxtk0SqRmaVViQH7Rta8oz9DWAIjth+ySJvOz1q2QKnEMsqA38r1DdJt2to5bWyA3qQYiWjk0pp/CvU
N0lwJG55HTU/Hh6P++zcXWZbKoFJuLk+xAyUfBMKXxojPdVCjee1sgN6gxQyoZGw8ACgq4VFwiCGciqBSbhpcKjF6VumQiI4Ozyrp2iySg8FN0GYjw61sgN6
RmaVVjerLX8=
punctuation:
DfMB8wLzCSkBKQGnCik=
spans:
title 0 2
alternatives:
sections:
end
