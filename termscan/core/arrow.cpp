#include "arrow.hpp"

namespace termscan {
namespace {

bool is_null(const ArrowArray& array, std::int64_t place) {
  if (array.n_buffers == 0 || array.buffers[0] == nullptr) return false;
  return (static_cast<const u8*>(array.buffers[0])[place >> 3] >> (place & 7) & 1) == 0;
}

template <class Offset>
void append_offsets(const ArrowArray& array, std::vector<Text>& texts) {
  if (array.n_buffers != 3) throw Error("a column of strings needs three buffers");
  const auto* offsets = static_cast<const Offset*>(array.buffers[1]);
  const auto* data = static_cast<const u8*>(array.buffers[2]);
  static const u8 kNothing = 0;
  if (data == nullptr) data = &kNothing;
  for (std::int64_t i = 0; i < array.length; i++) {
    const std::int64_t at = array.offset + i;
    if (is_null(array, at)) {
      texts.push_back({nullptr, 0});
      continue;
    }
    if (offsets[at] < 0 || offsets[at + 1] < offsets[at]) throw Error("the offsets of a column of strings do not grow");
    texts.push_back({data + offsets[at], static_cast<std::size_t>(offsets[at + 1] - offsets[at])});
  }
}

struct View {
  std::int32_t size;
  union {
    u8 inlined[12];
    struct {
      u8 prefix[4];
      std::int32_t buffer;
      std::int32_t offset;
    } outside;
  };
};
static_assert(sizeof(View) == 16, "a view has 16 bytes");

void append_views(const ArrowArray& array, std::vector<Text>& texts) {
  if (array.n_buffers < 3) throw Error("a column of string views needs at least three buffers");
  const auto* views = static_cast<const View*>(array.buffers[1]);
  const std::int64_t buffers = array.n_buffers - 3;
  const auto* sizes = static_cast<const std::int64_t*>(array.buffers[array.n_buffers - 1]);
  for (std::int64_t i = 0; i < array.length; i++) {
    const std::int64_t at = array.offset + i;
    if (is_null(array, at)) {
      texts.push_back({nullptr, 0});
      continue;
    }
    const View& view = views[at];
    if (view.size >= 0 && view.size <= 12) {
      texts.push_back({view.inlined, static_cast<std::size_t>(view.size)});
      continue;
    }
    const bool is_sound = view.size > 0 && view.outside.buffer >= 0 && view.outside.buffer < buffers && view.outside.offset >= 0 &&
                          std::int64_t{view.outside.offset} + view.size <= sizes[view.outside.buffer];
    if (!is_sound) throw Error("a string view points outside its buffers");
    const auto* data = static_cast<const u8*>(array.buffers[2 + view.outside.buffer]);
    texts.push_back({data + view.outside.offset, static_cast<std::size_t>(view.size)});
  }
}

std::int64_t index_at(const void* buffer, char format, std::int64_t at) {
  switch (format) {
    case 'c': return static_cast<const std::int8_t*>(buffer)[at];
    case 'C': return static_cast<const u8*>(buffer)[at];
    case 's': return static_cast<const std::int16_t*>(buffer)[at];
    case 'S': return static_cast<const u16*>(buffer)[at];
    case 'i': return static_cast<const std::int32_t*>(buffer)[at];
    case 'I': return static_cast<const u32*>(buffer)[at];
    case 'l': return static_cast<const std::int64_t*>(buffer)[at];
    case 'L': return static_cast<std::int64_t>(static_cast<const u64*>(buffer)[at]);
    default: throw Error(std::string("a dictionary cannot have indices of format ") + format);
  }
}

void append_dictionary(const ArrowSchema& schema, const ArrowArray& array, std::vector<Text>& texts) {
  std::vector<Text> words;
  append_texts(*schema.dictionary, *array.dictionary, words);
  if (array.n_buffers != 2) throw Error("a dictionary column needs two buffers");
  for (std::int64_t i = 0; i < array.length; i++) {
    const std::int64_t at = array.offset + i;
    if (is_null(array, at)) {
      texts.push_back({nullptr, 0});
      continue;
    }
    const std::int64_t word = index_at(array.buffers[1], schema.format[0], at);
    if (word < 0 || word >= static_cast<std::int64_t>(words.size())) throw Error("an index lies outside its dictionary");
    texts.push_back(words[static_cast<std::size_t>(word)]);
  }
}

struct Column {
  const char* name;
  const char* format;
};
constexpr Column kColumns[] = {{"row", "I"}, {"term", "I"}, {"start", "I"}, {"end", "I"}, {"distance", "C"}, {"disguises", "S"}, {"boundary", "C"}};
constexpr int kColumnCount = 7;

// What an exported structure holds; children are kept by their parent, and say themselves when they are released.
struct SchemaHolder {
  ArrowSchema children[kColumnCount];
  ArrowSchema* pointers[kColumnCount];
};

struct ArrayHolder {
  std::shared_ptr<const FindColumns> finds;
  ArrowArray children[kColumnCount];
  ArrowArray* pointers[kColumnCount];
  const void* own[1];
};

struct ChildHolder {
  std::shared_ptr<const FindColumns> finds;
  const void* buffers[2];
};

void release_child_schema(ArrowSchema* schema) { schema->release = nullptr; }

void release_schema(ArrowSchema* schema) {
  for (std::int64_t i = 0; i < schema->n_children; i++) {
    if (schema->children[i]->release != nullptr) schema->children[i]->release(schema->children[i]);
  }
  delete static_cast<SchemaHolder*>(schema->private_data);
  schema->release = nullptr;
}

void release_child_array(ArrowArray* array) {
  delete static_cast<ChildHolder*>(array->private_data);
  array->release = nullptr;
}

void release_array(ArrowArray* array) {
  for (std::int64_t i = 0; i < array->n_children; i++) {
    if (array->children[i]->release != nullptr) array->children[i]->release(array->children[i]);
  }
  delete static_cast<ArrayHolder*>(array->private_data);
  array->release = nullptr;
}

}  // namespace

void append_texts(const ArrowSchema& schema, const ArrowArray& array, std::vector<Text>& texts) {
  if (array.length < 0 || array.offset < 0) throw Error("an Arrow array has a negative length");
  const std::string format = schema.format;
  if (schema.dictionary != nullptr && array.dictionary != nullptr) {
    append_dictionary(schema, array, texts);
  } else if (format == "u" || format == "z") {
    append_offsets<std::int32_t>(array, texts);
  } else if (format == "U" || format == "Z") {
    append_offsets<std::int64_t>(array, texts);
  } else if (format == "vu" || format == "vz") {
    append_views(array, texts);
  } else if (format == "n") {
    texts.insert(texts.end(), static_cast<std::size_t>(array.length), Text{nullptr, 0});
  } else {
    throw Error("a column of strings is needed, this one has the Arrow format " + format);
  }
}

FindColumns::FindColumns(const std::vector<Find>& finds) {
  const bool is_wide = !finds.empty() && finds.back().row > 0xffffffffu;
  term.reserve(finds.size());
  start.reserve(finds.size());
  end.reserve(finds.size());
  distance.reserve(finds.size());
  disguises.reserve(finds.size());
  boundary.reserve(finds.size());
  if (!is_wide) row.reserve(finds.size());
  for (const Find& find : finds) {
    if (is_wide) {
      wide_row.push_back(find.row);
    } else {
      row.push_back(static_cast<u32>(find.row));
    }
    term.push_back(find.term);
    start.push_back(find.start);
    end.push_back(find.end);
    distance.push_back(find.distance);
    disguises.push_back(find.disguises);
    boundary.push_back(find.boundary);
  }
}

Find FindColumns::at(std::size_t i) const {
  return {row.empty() ? wide_row[i] : row[i], term[i], start[i], end[i], distance[i], boundary[i], disguises[i]};
}

void export_schema(const FindColumns& finds, ArrowSchema* schema) {
  auto* holder = new SchemaHolder;
  for (int i = 0; i < kColumnCount; i++) {
    const bool is_wide_row = i == 0 && !finds.wide_row.empty();
    holder->children[i] = {is_wide_row ? "L" : kColumns[i].format, kColumns[i].name, nullptr, 0, 0, nullptr, nullptr,
                           release_child_schema, nullptr};
    holder->pointers[i] = &holder->children[i];
  }
  *schema = {"+s", "", nullptr, 0, kColumnCount, holder->pointers, nullptr, release_schema, holder};
}

void export_array(std::shared_ptr<const FindColumns> finds, ArrowArray* array) {
  const auto length = static_cast<std::int64_t>(finds->size());
  const void* row = finds->wide_row.empty() ? static_cast<const void*>(finds->row.data()) : finds->wide_row.data();
  const void* data[kColumnCount] = {row, finds->term.data(), finds->start.data(), finds->end.data(),
                                    finds->distance.data(), finds->disguises.data(), finds->boundary.data()};
  auto* holder = new ArrayHolder;
  for (int i = 0; i < kColumnCount; i++) {
    auto* child = new ChildHolder{finds, {nullptr, data[i]}};
    holder->children[i] = {length, 0, 0, 2, 0, child->buffers, nullptr, nullptr, release_child_array, child};
    holder->pointers[i] = &holder->children[i];
  }
  holder->own[0] = nullptr;
  *array = {length, 0, 0, 1, kColumnCount, holder->own, holder->pointers, nullptr, release_array, holder};
  holder->finds = std::move(finds);
}

}  // namespace termscan
