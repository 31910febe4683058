mafp/1
license: magaz
version: undated
role: text
language: en
made-from: spdx-xml
words: 28
sha256: 86bccc23fe2a88e80c580fa426a04f1b07cd14ef3612fee117a808edc14abb68
tokens:
lHwTCsGFh6b+tLg6o94ySEu0lrkLN38SAC/lBvLBclx1hX7IN6stf11vGpyQbN6+h2iY18RETdEqnzXkypuwIL/fHcLqXhJIJuMFepNKafwqgUm4lHwTCl8a
Iz1vOz1qRmaVVmnOYss5dHhhSShArQ==
punctuation:
AvMC8wFqASkB8wHzBvMB8wHz
spans:
copyright 0 9
choice 9 10 0 1
alternatives:
RmaVVjerLX8=
sMfGY4zGMUM=
sections:
end
