mafp/1
license: Libtool-exception
version: undated
role: text
language: en
made-from: spdx-xml
words: 48
sha256: 6059a129e9d7293acfeec35bdb25d7186b6bd0660f361763e3cd598e2e837b65
tokens:
jMruBLTpLyFiSVfJpoyL4LWyA3oqgUm4DppAzKRe4kJm5sNgPmLT4t/R0fqRicZzK9Q3SS0uSu9GZpVWQkHJpYzK7gQAvkv5dxblzLTpLyEkB+0bv98dwibQ
fY2TSmn8OXR4YeQ/5+yYJVAXDppAzMpGE7kr1DdJXW8anPpB4R9GZpVWQkHJpRNf1V0qgUm4XznVhFtgqhW0aB5vk0pp/CvUN0kyoPA7Cz7BTiqBSbiW53yR
dxblzJNKafwkB+0b
punctuation:
C/MS8w==
spans:
optional 7 8
alternatives:
sections:
end
