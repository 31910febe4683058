mafp/1
license: FSFULLRSD
version: undated
role: text
language: en
made-from: spdx-xml
words: 37
sha256: f8023f7139e702a800159a0d968c1d43105ac44facfe337cbf91b727e42cd5bb
tokens:
RmaVVkJByaU5dHhhLcpHgzerLX8qgUm4LcpHgzerLX/pF8njO6mYKIK3nwZpzmLLtbIDeoVjapxvOz1qv98dwi0uSu8dNT8eSg8FN7/fHcKWYyEdFBTM5IzK
7gSivxOGjMruBEZmlVZfGiM9OXR4YQeqW0lGZpVWQkHJpTl0eGFxxG4ItrYQVpZjIR0iODs8+sLbYA==
punctuation:
BdsN8wTzBykF8w==
spans:
alternatives:
sections:
end
