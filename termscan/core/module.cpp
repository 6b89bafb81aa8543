// The Python extension: translates objects, and lets other Python threads run while it scans.
#include <nanobind/nanobind.h>
#include <nanobind/stl/shared_ptr.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include <deque>

#include "arrow.hpp"

namespace nb = nanobind;
using namespace termscan;

namespace {

constexpr std::size_t kShort = 1 << 14;  // bytes of a text for which letting other threads run would cost more than it gives

// UTF-8 of a string; a lone surrogate becomes one bad byte, which is one separator.
Text text_of(PyObject* object, std::deque<std::string>& repaired) {
  Py_ssize_t size = 0;
  const char* data = PyUnicode_AsUTF8AndSize(object, &size);
  if (data != nullptr) return {reinterpret_cast<const u8*>(data), static_cast<std::size_t>(size)};
  if (!PyErr_ExceptionMatches(PyExc_UnicodeEncodeError)) throw nb::python_error();
  PyErr_Clear();
  repaired.emplace_back();
  std::string& out = repaired.back();
  const Py_ssize_t length = PyUnicode_GetLength(object);
  for (Py_ssize_t i = 0; i < length; i++) {
    const Py_UCS4 point = PyUnicode_ReadChar(object, i);
    if (point >= 0xd800 && point <= 0xdfff) {
      out += '\xff';
    } else {
      append_utf8(out, point);
    }
  }
  return {reinterpret_cast<const u8*>(out.data()), out.size()};
}

std::string string_of(nb::handle object) {
  if (!PyUnicode_Check(object.ptr())) throw nb::type_error("a term's text and language and each ordinary word must be a str");
  std::deque<std::string> repaired;
  const Text text = text_of(object.ptr(), repaired);
  return {reinterpret_cast<const char*>(text.data), text.size};
}

// A column of texts, with all that must live while it is scanned.
struct Column {
  std::vector<Text> texts;
  nb::object kept;
  std::deque<std::string> repaired;
  std::deque<Owned<ArrowArray>> arrays;
  std::deque<Owned<ArrowSchema>> schemas;
};

void add_stream(nb::object capsule, Column& column) {
  auto* given = static_cast<ArrowArrayStream*>(PyCapsule_GetPointer(capsule.ptr(), "arrow_array_stream"));
  if (given == nullptr) throw nb::python_error();
  Owned<ArrowArrayStream> stream(given);
  column.schemas.emplace_back();
  ArrowSchema& schema = column.schemas.back().value;
  const auto check = [&](int status) {
    if (status == 0) return;
    const char* reason = stream.value.get_last_error(&stream.value);
    throw Error(std::string("the column could not be read: ") + (reason != nullptr ? reason : "no reason given"));
  };
  check(stream.value.get_schema(&stream.value, &schema));
  while (true) {
    column.arrays.emplace_back();
    ArrowArray& array = column.arrays.back().value;
    check(stream.value.get_next(&stream.value, &array));
    if (array.release == nullptr) return;
    append_texts(schema, array, column.texts);
  }
}

void add_array(nb::tuple capsules, Column& column) {
  auto* schema = static_cast<ArrowSchema*>(PyCapsule_GetPointer(nb::object(capsules[0]).ptr(), "arrow_schema"));
  if (schema == nullptr) throw nb::python_error();
  column.schemas.emplace_back(schema);
  auto* array = static_cast<ArrowArray*>(PyCapsule_GetPointer(nb::object(capsules[1]).ptr(), "arrow_array"));
  if (array == nullptr) throw nb::python_error();
  column.arrays.emplace_back(array);
  append_texts(column.schemas.back().value, column.arrays.back().value, column.texts);
}

void add_strings(nb::object sequence, Column& column) {
  if (PyUnicode_Check(sequence.ptr())) throw nb::type_error("scan takes a column of texts; use find for a single one");
  // A tuple of our own: nobody can take a string out of it while other threads run.
  column.kept = nb::steal(PySequence_Tuple(sequence.ptr()));
  if (!column.kept.is_valid()) throw nb::python_error();
  const Py_ssize_t size = PyTuple_GET_SIZE(column.kept.ptr());
  column.texts.reserve(static_cast<std::size_t>(size));
  for (Py_ssize_t i = 0; i < size; i++) {
    PyObject* item = PyTuple_GET_ITEM(column.kept.ptr(), i);
    if (item == Py_None) {
      column.texts.push_back({nullptr, 0});
    } else if (PyUnicode_Check(item)) {
      column.texts.push_back(text_of(item, column.repaired));
    } else {
      throw nb::type_error("a column of texts may hold str and None only");
    }
  }
}

// Finds of a scan; the columns are shared with whoever takes them over the Arrow interface.
struct PyFinds {
  std::shared_ptr<const FindColumns> columns;
};

nb::tuple tuple_of(const Find& find) {
  return nb::make_tuple(find.row, find.term, find.start, find.end, find.distance, find.disguises, find.boundary);
}

PyFinds scan(Matcher& matcher, nb::object given, unsigned threads) {
  Column column;
  if (nb::hasattr(given, "__arrow_c_stream__")) {
    add_stream(given.attr("__arrow_c_stream__")(), column);
  } else if (nb::hasattr(given, "__arrow_c_array__")) {
    add_array(nb::cast<nb::tuple>(given.attr("__arrow_c_array__")()), column);
  } else {
    add_strings(given, column);
  }
  PyFinds result;
  {
    nb::gil_scoped_release release;
    result.columns = std::make_shared<const FindColumns>(matcher.scan(column.texts, threads));
  }
  return result;
}

nb::list find(Matcher& matcher, nb::str given) {
  std::deque<std::string> repaired;
  const Text text = text_of(given.ptr(), repaired);
  std::vector<Find> finds;
  if (text.size < kShort) {
    matcher.scan_one(text, finds);
  } else {
    nb::gil_scoped_release release;
    matcher.scan_one(text, finds);
  }
  nb::list found;
  for (const Find& find : finds) found.append(tuple_of(find));
  return found;
}

nb::capsule schema_capsule(const PyFinds& finds) {
  auto* schema = new ArrowSchema;
  export_schema(*finds.columns, schema);
  return nb::steal<nb::capsule>(PyCapsule_New(schema, "arrow_schema", [](PyObject* capsule) {
    auto* held = static_cast<ArrowSchema*>(PyCapsule_GetPointer(capsule, "arrow_schema"));
    if (held->release != nullptr) held->release(held);
    delete held;
  }));
}

nb::capsule array_capsule(const PyFinds& finds) {
  auto* array = new ArrowArray;
  export_array(finds.columns, array);
  return nb::steal<nb::capsule>(PyCapsule_New(array, "arrow_array", [](PyObject* capsule) {
    auto* held = static_cast<ArrowArray*>(PyCapsule_GetPointer(capsule, "arrow_array"));
    if (held->release != nullptr) held->release(held);
    delete held;
  }));
}

// Ordinary words as Python holds them.
struct PyWords {
  std::shared_ptr<const OrdinaryWords> words;
};

nb::list points_of(const Letters& letters, const std::vector<u32>& points, bool ends) {
  nb::list list = nb::steal<nb::list>(PyList_New(letters.count));
  if (!list.is_valid()) throw nb::python_error();
  for (u32 i = 0; i < letters.count; i++) {
    const u32 point = points[ends ? letters.end_of(i) : letters.start_of(i)];
    PyList_SET_ITEM(list.ptr(), i, PyLong_FromUnsignedLong(point));
  }
  return list;
}

nb::object string_of_points(const u32* points, std::size_t count) {
  nb::object text = nb::steal(PyUnicode_FromKindAndData(PyUnicode_4BYTE_KIND, points, static_cast<Py_ssize_t>(count)));
  if (!text.is_valid()) throw nb::python_error();
  return text;
}

// The fold tables alone, for texts that are folded without any index.
struct Folder {
  std::string fold_file, letter_file;
  Tables tables;

  Folder(nb::bytes fold_table, nb::bytes letter_table)
      : fold_file(fold_table.c_str(), fold_table.size()), letter_file(letter_table.c_str(), letter_table.size()) {
    tables = Tables({reinterpret_cast<const u8*>(fold_file.data()), fold_file.size()},
                    {reinterpret_cast<const u8*>(letter_file.data()), letter_file.size()});
  }
  Folder(const Folder&) = delete;

  // Honest text, and the code points that each letter came from (None where they are the same).
  nb::tuple fold(nb::str given) const {
    std::deque<std::string> repaired;
    const Text text = text_of(given.ptr(), repaired);
    Letters letters;
    fold_text(tables, text.data, text.size, letters);
    const nb::object folded = string_of_points(letters.honest.data(), letters.count);
    if (letters.is_ascii) return nb::make_tuple(folded, nb::none(), nb::none());
    std::vector<u32> points(text.size + 1);
    u32 count = 0;
    for (std::size_t at = 0; at < text.size; count++) {
      const u32 length = decode(text.data + at, text.data + text.size).length;
      for (u32 i = 0; i < length; i++) points[at + i] = count;
      at += length;
    }
    points[text.size] = count;
    bool is_same = letters.size() == count;
    for (u32 i = 0; i < letters.count && is_same; i++) {
      is_same = points[letters.start_of(i)] == i && points[letters.end_of(i)] == i + 1;
    }
    if (is_same) return nb::make_tuple(folded, nb::none(), nb::none());
    return nb::make_tuple(folded, points_of(letters, points, false), points_of(letters, points, true));
  }

  // Each letter as the one in which its look-alikes meet, as it stands: nothing is folded.
  nb::object classes(nb::str given) const {
    const Py_ssize_t length = PyUnicode_GetLength(given.ptr());
    std::vector<u32> points(static_cast<std::size_t>(length));
    for (Py_ssize_t i = 0; i < length; i++) points[i] = tables.class_of(PyUnicode_ReadChar(given.ptr(), i));
    return string_of_points(points.data(), points.size());
  }

  PyWords ordinary(nb::list words) const {
    std::vector<std::string> strings;
    strings.reserve(words.size());
    for (nb::handle word : words) strings.push_back(string_of(word));
    nb::gil_scoped_release release;
    return {OrdinaryWords::of(tables, strings)};
  }
};

std::shared_ptr<Matcher> compile(nb::list given, nb::tuple numbers, const PyWords& ordinary, nb::tuple tables,
                                 nb::bytes digest) {
  std::vector<Term> terms;
  terms.reserve(given.size());
  for (nb::handle object : given) {
    Term term;
    term.text = string_of(object.attr("text"));
    term.language = string_of(object.attr("language"));
    nb::object edits = object.attr("edits");
    if (!edits.is_none()) term.edits = static_cast<u8>(std::max(0l, std::min(2l, nb::cast<long>(edits))));
    term.disguises = nb::cast<bool>(object.attr("disguises"));
    term.glued = nb::cast<bool>(object.attr("glued"));
    terms.push_back(std::move(term));
  }
  Options options;
  options.one_edit_from = nb::cast<u32>(numbers[0]);
  options.two_edits_from = nb::cast<u32>(numbers[1]);
  options.inflect = nb::cast<bool>(numbers[2]);
  options.ordinary_rule = nb::cast<bool>(numbers[3]);
  options.plausible = nb::cast<bool>(numbers[4]);
  std::vector<std::string> files;
  for (nb::handle table : tables) {
    auto bytes = nb::cast<nb::bytes>(table);
    files.emplace_back(bytes.c_str(), bytes.size());
  }
  const std::string table_digest(digest.c_str(), digest.size());
  nb::gil_scoped_release release;
  return Matcher::compile(terms, options, ordinary.words, files, table_digest);
}

}  // namespace

NB_MODULE(_core, module) {
  nb::exception<Error>(module, "CoreError", PyExc_ValueError);
  nb::class_<PyFinds>(module, "Finds")
      .def("__len__", [](const PyFinds& finds) { return finds.columns->size(); })
      .def("__getitem__",
           [](const PyFinds& finds, Py_ssize_t place) {
             const auto size = static_cast<Py_ssize_t>(finds.columns->size());
             if (place < 0) place += size;
             if (place < 0 || place >= size) throw nb::index_error("no such find");
             return tuple_of(finds.columns->at(static_cast<std::size_t>(place)));
           })
      .def("__arrow_c_schema__", schema_capsule)
      .def(
          "__arrow_c_array__",
          [](const PyFinds& finds, nb::object) { return nb::make_tuple(schema_capsule(finds), array_capsule(finds)); },
          nb::arg("requested_schema") = nb::none());
  nb::class_<Matcher>(module, "Index")
      .def("__len__", &Matcher::size)
      .def_prop_ro("digest", &Matcher::digest)
      .def_prop_ro("memory", &Matcher::memory)
      .def("find", find)
      .def("scan", scan)
      .def("save", &Matcher::save)
      .def("with_ordinary", [](const Matcher& matcher, const PyWords& more) { return matcher.with_ordinary(more.words); })
      .def_prop_ro("ordinary", [](const Matcher& matcher) { return PyWords{matcher.ordinary()}; })
      .def("to_bytes",
           [](const Matcher& matcher) {
             const std::string bytes = matcher.bytes();
             return nb::bytes(bytes.data(), bytes.size());
           })
      .def_static("open", &Matcher::open)
      .def_static("from_bytes", [](nb::bytes bytes) { return Matcher::of_bytes(bytes.c_str(), bytes.size()); });
  nb::class_<PyWords>(module, "OrdinaryWords")
      .def("__len__", [](const PyWords& held) { return held.words->size(); })
      .def("__getitem__",
           [](const PyWords& held, std::size_t place) {
             if (place >= held.words->size()) throw nb::index_error("no such word");
             const std::string_view word = held.words->word(place);
             return nb::str(word.data(), word.size());
           })
      .def("__contains__",
           [](const PyWords& held, nb::str honest) {
             const std::string word = string_of(honest);
             return held.words->has(word);
           })
      .def("__or__", [](const PyWords& held, const PyWords& more) { return PyWords{held.words->with(*more.words)}; })
      .def_prop_ro("digest", [](const PyWords& held) { return hexadecimal(held.words->digest(), 32); });
  nb::class_<Folder>(module, "Folder")
      .def(nb::init<nb::bytes, nb::bytes>())
      .def("fold", &Folder::fold)
      .def("classes", &Folder::classes)
      .def("ordinary", &Folder::ordinary);
  module.def("compile", compile);
}
