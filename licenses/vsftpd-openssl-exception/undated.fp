mafp/1
license: vsftpd-openssl-exception
version: undated
role: text
language: en
made-from: spdx-xml
words: 48
sha256: c95571e4e8cfbfe104a84c56f60d6fad6320af280300d0c46c6a6535c28b9f3b
tokens:
Q1/xuzl0eGEm3k6mE1/VXZqtG2cJ92lFdxblzCqBSbgOmkDMplgKOYzK7gSUfBMKWH8i8R6P++x8YcDnac5iyws+wU5DX/G7tbIDepBs3r53kTattbIDeiqB
SbhSHoaLlGBcPUZmlVbpGC0eac5iyws+wU5DX/G7f6uwNLWyA3qQbN6+LcMDQXeRNq1Zxai3KoFJuFIehouUYFw9oKuFReyGE1xILIq9E1/VXSqBSbimWAo5
5dao5nZ3u6olTqjR
punctuation:
CikD8wwpDik=
spans:
optional 0 10
alternatives:
sections:
end
