mafp/1
license: FSFUL
version: undated
role: text
language: en
made-from: spdx-xml
words: 26
sha256: 4bfc509e64d74b35e8ab1d50d427b599d290656d2df1fe61f70969584a8ef904
tokens:
lHwTCroHFdh2NM4ALcpHgzerLX/pF8njCOUUxEZmlVaPKS2vv+Dl9Tl0eGEtykeDN6stfyqBSbgtykeDN6stf+kXyeM7qZgogrefBmnOYsu1sgN6hWNqnC0u
Su9vOz1qDXahTR01Px4=
punctuation:
AvME8wEpBtsJ8w==
spans:
copyright 0 7
any 8 9 1 20
alternatives:
sections:
end
