mafp/1
license: App-s2p
version: undated
role: text
language: en
made-from: spdx-xml
words: 38
sha256: ea03dbb76cf465babebc2648f8eb294b047a4612dec4137289897d45669e7921
tokens:
lHwTCm87PWrf0dH6RmaVViQH7Rs5dHhhLcpHg287PWrNg++TN6stfyvUN0ldbxqcMqDwOw12oU0tLkrvbzs9auQQT5lGZpVWJAftG287PWoiODs86l4SSN36
vmCRsPAAIjg7PFvGR50r1DdJsi+gNCbjBXor1DdJ/we9a6X29ZIaYCo5S435M9oLX8ZHBu//KoFJuF851YQ=
punctuation:
CikD8wHzAfMEvQQGBfM=
spans:
alternatives:
sections:
end
