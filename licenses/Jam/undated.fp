mafp/1
license: Jam
version: undated
role: text
language: en
made-from: spdx-xml
words: 38
sha256: e1209cddf57e9d06b210813724fff116c0e09daf16b17a15d2b8f1e65858a548
tokens:
lHwTCmVwahDIHX6q6JYUjG87PWojv1OIN6stfwjlFMTf0dH6OXR4YXENrxVdxsMitbIDejKg8DtGZpVWN6stf287PWotLkrvHTU/HodomNeMyu4Eor8ThozK
7gRGZpVWlHwTCl8aIz05dHhhSShArW87PWoUFMzkjY6QGypYoYf7ezOBoKuFRbnVtO2NjpAbcQ2vFQt217s=
punctuation:
B/MBKQzzDSk=
spans:
copyright 0 8
alternatives:
sections:
end
