mafp/1
license: HPND-Markus-Kuhn
version: undated
role: text
language: en
made-from: spdx-xml
words: 28
sha256: 2afeb10a6f59b1e205db8db7a921b753f28ad17ae0dbaba0058296c4fd27aeff
tokens:
ac5iy7WyA3oyoPA7hWNqnA12oU1vOz1qLS5K70ZmlVY3qy1/Cz7BTiI4OzyXJhVPbzs9apZjIR2TTUn3OXR4YXENrxVdxsMiKoFJuGlwqMXpW6ZCoKuFRbnV
tO1KDwU3QZiPDrWyA3pGZpVWN6stfw==
punctuation:
A/MB8wHzDSk=
spans:
alternatives:
sections:
end
