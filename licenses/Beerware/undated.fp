mafp/1
license: Beerware
version: undated
role: text
language: en
made-from: spdx-xml
words: 50
sha256: f3a749be4ec9354f1dddbb9fbc0f18d5ade84e7ebfe8595e81ae8635274b911f
tokens:
KoFJuEJKNpnf0dH62uosb9voatCNu0nw9aN9BVlRQKhwJG55RmaVVkJByaWMyu4Eor8ThozK7gQr1DdJD5q9XEZmlVZfGiM9K9Q3SWhFhHT/B71rPXPeaivU
N0nuED+QSg8FN0ZmlVYOrcrekYnGcxVmHK/7gTNx79VgelGzZ/JvOz1qK9Q3Sd0l9ztGZpVWDq3K3jl0eGGgvgEOHTU/HivUN0loRYR0GvDAGpbmX4q06S8h
ON7yTpGw8ADkzYLgKwZUue38rgg=
punctuation:
AGwDSAJqAWoBKQQpECkF8wjz
spans:
choice 5 8 0 1
alternatives:
jbtJ8PWjfQX/////WVFAqA==
jbtJ8NQUYvz/////RnscJ//////lnK9w
sections:
end
