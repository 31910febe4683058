mafp/1
license: FSFULLR
version: undated
role: text
language: en
made-from: spdx-xml
words: 35
sha256: df02e94fe1f6b7ac23b145e7a0b387cea67875e0468889cd3c52cb2ba90e6a59
tokens:
lHwTCo9b4LstykeDN6stf+kXyeMI5RTERmaVVkJByaU5dHhhLcpHgzerLX8qgUm4LcpHgzerLX/pF8njO6mYKIK3nwZpzmLLtbIDeoVjapxvOz1qv98dwi0u
Su8dNT8eSg8FN7/fHcKWYyEdFBTM5IzK7gSivxOGjMruBEZmlVZfGiM9OXR4YQeqW0k=
punctuation:
BfMBKQXbDfME8w==
spans:
copyright 0 6
alternatives:
sections:
end
