mafp/1
license: GNOME-examples-exception
version: undated
role: text
language: en
made-from: spdx-xml
words: 30
sha256: 656a2ac4b505bc23dd02c15488c7ef7ded6cf1a348ce48eb26d4f09f9a1bc02d
tokens:
jMruBLTpLyFiSVfJpoyL4CqBSbiUfBMKIbTzbHxhwOcr1DdJac5iy7WyA3qFY2qcDXahTW87PWotLkrvKoFJuAJ8OjZAszTJwXZk3pGw8ABGZpVWhuzIuxNf
1V0qgUm4tGgeb3cW5cyLmhboEOuT+ZZjIR0uJ3G9
punctuation:
BPMI8wHzD/M=
spans:
alternatives:
sections:
end
