mafp/1
license: Zeeff
version: undated
role: text
language: en
made-from: spdx-xml
words: 37
sha256: c85d0b5a39e8e639cf39dc820c5d62b248dd0ac0bc150be0b9692eb9e4a819f0
tokens:
lHwTCvDiK3+wbl0W/6+fFP+vnxQeAb3EtUipwU+0luCygivIK9Q3SWhFhHQyoPA7RmaVVkCzNMmRsPAAIjg7PI9MUdyMyu4Eor8ThozK7gQr1DdJrjKupCPS
npdiMPnibZNEqh01Px5vOz1qrkeYdgxSdyKYgOfnluZfiquzb1YLPsFOIjg7PODbbydKDwU3HTU/Hg==
punctuation:
BL0BagEpASkBKQEGCPMLbA==
spans:
copyright 0 9
alternatives:
sections:
end
