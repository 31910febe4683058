mafp/1
license: UnixCrypt
version: undated
role: text
language: en
made-from: spdx-xml
words: 36
sha256: 9a36f6ea9c20af3bf7bc19908ebf060dc023eaabab95c6811c6256b2eb840d9a
tokens:
lHwTCiTZS7YnZaPOEA0ZHqCrhUXcgCWrLwRxpGnOYsu1sgN6MqDwO4VjapwNdqFNbzs9ai0uSu9GZpVWN6stfws+wU4p0m7Xv98dwnyrBZlj/qr3bzs9apZj
IR2TTUn3OXR4YXENrxVdxsMiJuMFepNKafxGZpVWlHwTCl8aIz2ItQXgkbDwAKCrhUXCIIZy
punctuation:
BCkDKQPzAfM=
spans:
copyright 0 7
alternatives:
sections:
end
