// The doors of every format reader of this room; format.cpp puts them into one table.
#pragma once

#include <string_view>

#include "inspect/formats/format.h"

namespace modelaudit::inspect {

bool is_gguf(Bytes head, std::string_view file_name);
void read_gguf(ByteStream& in, ReadContext& context);

bool is_reversed_gguf(Bytes head, std::string_view file_name);
void read_reversed_gguf(ByteStream& in, ReadContext& context);

bool is_ggml_legacy(Bytes head, std::string_view file_name);
void read_ggml_legacy(ByteStream& in, ReadContext& context);

bool is_lfs_pointer(Bytes head, std::string_view file_name);
void read_lfs_pointer(ByteStream& in, ReadContext& context);

bool is_web_page(Bytes head, std::string_view file_name);
void read_web_page(ByteStream& in, ReadContext& context);

bool is_empty_file(Bytes head, std::string_view file_name);
void read_empty_file(ByteStream& in, ReadContext& context);

bool is_safetensors(Bytes head, std::string_view file_name);
void read_safetensors(ByteStream& in, ReadContext& context);

bool is_npy(Bytes head, std::string_view file_name);
void read_npy(ByteStream& in, ReadContext& context);

bool is_pickle(Bytes head, std::string_view file_name);
void read_pickle(ByteStream& in, ReadContext& context);

bool is_hdf5(Bytes head, std::string_view file_name);
void read_hdf5(ByteStream& in, ReadContext& context);

bool is_openvino(Bytes head, std::string_view file_name);
void read_openvino(ByteStream& in, ReadContext& context);

bool is_opaque_model(Bytes head, std::string_view file_name);
void read_opaque_model(ByteStream& in, ReadContext& context);

bool is_onnx(Bytes head, std::string_view file_name);
void read_onnx(ByteStream& in, ReadContext& context);
void read_onnx_at(RandomAccess& access, ReadContext& context);

bool is_coreml(Bytes head, std::string_view file_name);
void read_coreml(ByteStream& in, ReadContext& context);
void read_coreml_at(RandomAccess& access, ReadContext& context);

bool is_tflite(Bytes head, std::string_view file_name);
void read_tflite(ByteStream& in, ReadContext& context);
void read_tflite_at(RandomAccess& access, ReadContext& context);

bool is_litertlm(Bytes head, std::string_view file_name);
void read_litertlm(ByteStream& in, ReadContext& context);
void read_litertlm_at(RandomAccess& access, ReadContext& context);

bool is_zim(Bytes head, std::string_view file_name);
void read_zim(ByteStream& in, ReadContext& context);
void read_zim_at(RandomAccess& access, ReadContext& context);

bool is_misnamed_weights(Bytes head, std::string_view file_name);
void read_misnamed_weights(ByteStream& in, ReadContext& context);

/// True for the magic of containers and programs, which other readers open: a name alone does not
/// make them weights.
bool is_foreign_content(Bytes head);

/// True if the file name ends as files of weights do (.gguf, .safetensors, .bin, .onnx, …), in any
/// case.
bool has_weights_ending(std::string_view file_name);

}  // namespace modelaudit::inspect
