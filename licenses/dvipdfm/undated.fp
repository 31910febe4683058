mafp/1
license: dvipdfm
version: undated
role: text
language: en
made-from: spdx-xml
words: 33
sha256: e655a75dad91774ae083ba1fb4598e19b1246f52799da108c9eb026097671982
tokens:
tOkvIepeEkiarRtndxblzEZmlVZCQcmlXW8anJBs3r4twwNBMxvTZh01Px73jxB1kGzevi3DA0FKDwU3tOkvIT0xqrpiMPniAVQA0/kAchAXIztZkGzevi3D
A0F+ktf+Sg8FN7TpLyGvItfsbzs9alzIIwhbYKoVdxblzLDHxmP5AHIQ
punctuation:
CfMJKQ==
spans:
alternatives:
sections:
end
