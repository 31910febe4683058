mafp/1
license: AdaCore-doc
version: undated
role: text
language: en
made-from: spdx-xml
words: 42
sha256: f368bc0cf19b34f50b316fdf4524069391cae41ab86bd47dd4a7b88ba06039f6
tokens:
RmaVVobsyLtdbxqckGzevrU9OgGRsPAAHhaD9b/fHcKRsPAAAL5L+ZGw8AAiODs8nvv+YL/fHcI9P+9hIjg7PBtWspmMyu4EOXR4Yb/fHcJKDwU3qRyW9ybj
BXqTSmn8NwCtAKkclveNjpAbKlihh/t7M4GMyu4EqRyW9287PWoJ92lFRmaVVpR8EwpfGiM9OXR4YRUdliFCEC4bkbDwACI4OzyFY2qc
punctuation:
BfMF8wfzBfMCvQEGB70BBg==
spans:
alternatives:
sections:
end
