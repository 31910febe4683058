mafp/1
license: Texinfo-exception
version: undated
role: text
language: en
made-from: spdx-xml
words: 42
sha256: 9558bc34c01165195e18543e4b6cc44fc83e1d8a19b9ee0457ce7c8af9c36a5e
tokens:
jMruBLTpLyFiSVfJpoyL4B6a/T1GZpVWQkHJpTl0eGEY/fGcPT/vYX3be3gemv09iavwb7TpLyEzmnW1s8QY/YbsyLsr1DdJXW8anDKg8DsqgUm4BY2eoJZj
IR0uJ3G9RmaVVqaMi+A5dHhhqvrC2aUIwi9pzmLLE1/VXbMr8dsRrfX9dxblzCqBSbgOmkDMZubDYD5i0+Lf0dH6mq0bZ3QMTcBl77h5
punctuation:
BPMN8wcpD/MC7g==
spans:
alternatives:
sections:
end
