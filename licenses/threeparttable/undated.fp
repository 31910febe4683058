mafp/1
license: threeparttable
version: undated
role: text
language: en
made-from: spdx-xml
words: 30
sha256: 7a72a79488eeccfe0ac251e4b8f0e61f642007840cdf63c31d1950038042efec
tokens:
RmaVVkJByaVdbxqckGzevi3DA0HqXhJIbzs9asRETdGRsPAA7IYTXBbmJitKDwU3qEDY/Fh7liouJ3G96l4SSM9hx1AXIztZKlihh1crMXEqgUm4d7V4DLTp
LyFiMPniKqF0/L/fHcK06S8hlAAernuf3bG/3x3C
punctuation:
BfMB8wliB70D8wTz
spans:
alternatives:
sections:
end
