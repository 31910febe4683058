mafp/1
license: Linux-man-pages-1-para
version: undated
role: text
language: en
made-from: spdx-xml
words: 34
sha256: 674966cd8a9d5ceea8a55411f1358a33b596ca34ee38810fc76b1821f3f77396
tokens:
ac5iyzl0eGFdxsMitbIDei0uSu8xwyUV6l4SSMIghnJ3FuXMRmaVVq6vW+gm4wV6KoFJuOVDBlI5dHhhFR2WISBfPkpvOz1qkbDwABVAK+V3FuXMXnlVK3e1
eAxpcKjFbzs9al9HO4Z3FuXMKoFJuHe1eAw5dHhhE9ZdErWyA3oqgUm45UMGUg==
punctuation:
EfM=
spans:
alternatives:
sections:
end
