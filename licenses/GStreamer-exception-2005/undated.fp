mafp/1
license: GStreamer-exception-2005
version: undated
role: text
language: en
made-from: spdx-xml
words: 38
sha256: ecb5f84350d54475924a617c22eff041b18a59fcff7f0ab7a16bae19e820bf4a
tokens:
KoFJuKRcIikSeCcLcQ2vFYvB6sdpzmLLCz7BTpWtQxcRzb0KuXI5/XqsGS+1sgN6kGzevsRETdFvOz1qLcMDQX6S1/5KDwU3uXI5/W87PWqkXCIpRmaVVmnO
YsuNjpAbuT7EDG87PWresVu3KoFJuNDY3XVdxsMiPT/vYSqBSbimWAo539HR+qRcIik5dHhhGlSlUj0/72E=
punctuation:
FSk=
spans:
any 1 2 1 20
any 20 21 1 20
choice 23 24 0
any 34 35 1 20
alternatives:
OXR4YQ==
sections:
end
