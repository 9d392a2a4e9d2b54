// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/cli/manual.h"

#include <algorithm>
#include <vector>

#include "pipeline/language/language.h"

namespace planrec::cli {
namespace {

using language::InLanguage;

struct ExitCode {
  const char *code, *meaning;
};

/// As README has them.
constexpr ExitCode kExitCodes[] = {
    {"0", "all inputs done (duplicates and skipped ones included)"},
    {"1", "unexpected failure of the program itself"},
    {"2", "bad usage: unknown option or command, bad value"},
    {"3", "ran to the end, some inputs partial or failed"},
    {"4", "no input could be processed, or none was found"},
    {"5", "output can't be written (no space, no permission, locked by another run)"},
    {"6", "a model or language file is missing or of the wrong version"},
    {"7", "validate found an invalid record"},
    {"130, 143", "interrupted (SIGINT, SIGTERM), state saved: the same command goes on"},
};

std::string Replaced(std::string text, const std::string& from, const std::string& to) {
  for (size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
    text.replace(at, from.size(), to);
  return text;
}

/// What troff would take for itself.
std::string Troff(const std::string& text) {
  std::string out = Replaced(Replaced(text, "\\", "\\e"), "-", "\\-");
  if (out.starts_with('.') || out.starts_with('\'')) out.insert(0, "\\&");
  return Replaced(out, "\n", "\n.br\n");
}

std::vector<const CLI::App*> CommandsOf(const CLI::App& app) {
  return app.get_subcommands(nullptr);
}

/// What stands behind an option: its kind of value; empty for a flag.
std::string ValueOf(const CLI::Option& option) {
  return option.get_items_expected_max() == 0 ? "" : option.get_type_name();
}

/// The words of a choice ("auto|always|never"); none for other values.
std::vector<std::string> ChoicesOf(const CLI::Option& option) {
  std::vector<std::string> words;
  const std::string list = ValueOf(option);
  if (list.find('|') == std::string::npos) return words;
  for (size_t at = 0; at <= list.size();) {
    const size_t end = std::min(list.find('|', at), list.size());
    words.push_back(list.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

std::vector<std::string> NamesOf(const CLI::Option& option) {
  std::vector<std::string> names;
  for (const std::string& name : option.get_snames()) names.push_back("-" + name);
  for (const std::string& name : option.get_lnames()) names.push_back("--" + name);
  return names;
}

std::string Joined(const std::vector<std::string>& words, const std::string& between) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : between) + word;
  return out;
}

std::string FirstLine(const std::string& text) {
  return text.substr(0, text.find('\n'));
}

std::string OptionsOf(const CLI::App& command) {
  std::string out;
  for (const CLI::Option* option : command.get_options()) {
    const std::string value = ValueOf(*option);
    out += ".TP\n";
    if (option->get_positional()) {
      out += "\\fI" + Troff(option->get_name()) + "\\fR\n";
    } else {
      out += "\\fB" + Troff(Joined(NamesOf(*option), ", ")) + "\\fR" +
             (value.empty() ? "" : " \\fI" + Troff(value) + "\\fR") + "\n";
    }
    out += Troff(option->get_description());
    if (!option->get_default_str().empty()) out += " [" + Troff(option->get_default_str()) + "]";
    out += "\n";
  }
  return out;
}

/// Options of a command for bash: the names; behind some of them, words to choose from.
std::string Bash(const CLI::App& app) {
  std::vector<std::string> names;
  std::string cases;
  for (const CLI::App* command : CommandsOf(app)) {
    names.push_back(command->get_name());
    std::vector<std::string> options;
    std::string values;
    for (const CLI::Option* option : command->get_options()) {
      for (const std::string& name : NamesOf(*option)) options.push_back(name);
      const std::vector<std::string> words = ChoicesOf(*option);
      if (words.empty()) continue;
      values +=
          "        " + Joined(NamesOf(*option), "|") + ") words='" + Joined(words, " ") + "' ;;\n";
    }
    cases += "    " + command->get_name() + ")\n      options='" + Joined(options, " ") + "'\n";
    if (!values.empty()) cases += "      case $before in\n" + values + "      esac\n";
    cases += "      ;;\n";
  }
  return "# bash completion of planrec; made by `planrec help --as bash`.\n"
         "_planrec() {\n"
         "  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}\n"
         "  local options='' words=''\n"
         "  if [ \"$COMP_CWORD\" -eq 1 ]; then\n"
         "    mapfile -t COMPREPLY < <(compgen -W '" +
         Joined(names, " ") +
         " --help --version' -- \"$word\")\n    return\n  fi\n  case ${COMP_WORDS[1]} in\n" +
         cases +
         "  esac\n"
         "  if [ \"${COMP_WORDS[1]}\" = help ]; then words='" +
         Joined(names, " ") +
         "'; fi\n"
         "  if [ -n \"$words\" ]; then\n"
         "    mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$word\")\n"
         "  elif [[ $word == -* ]]; then\n"
         "    mapfile -t COMPREPLY < <(compgen -W \"$options\" -- \"$word\")\n"
         "  else\n"
         "    mapfile -t COMPREPLY < <(compgen -f -- \"$word\")\n"
         "  fi\n"
         "}\n"
         "complete -o filenames -F _planrec planrec\n";
}

/// For a string in single quotes of zsh's _arguments.
std::string ZshText(const std::string& text) {
  return Replaced(
      Replaced(Replaced(Replaced(FirstLine(text), "'", "'\\''"), "[", "\\["), "]", "\\]"), ":",
      "\\:");
}

std::string Zsh(const CLI::App& app) {
  std::string names, cases;
  for (const CLI::App* command : CommandsOf(app)) {
    names += "    '" + command->get_name() + ":" + ZshText(command->get_description()) + "'\n";
    cases += "      " + command->get_name() + ")\n        _arguments -S";
    for (const CLI::Option* option : command->get_options()) {
      if (option->get_positional()) continue;
      const std::vector<std::string> words = ChoicesOf(*option);
      const std::string value = ValueOf(*option);
      for (const std::string& name : NamesOf(*option)) {
        cases += " \\\n          '" + name + "[" + ZshText(option->get_description()) + "]";
        if (!words.empty()) cases += ":value:(" + Joined(words, " ") + ")";
        if (words.empty() && !value.empty()) cases += ":value:_files";
        cases += "'";
      }
    }
    cases += " \\\n          '*:file:_files'\n        ;;\n";
  }
  return "#compdef planrec\n# zsh completion of planrec; made by `planrec help --as zsh`.\n"
         "_planrec() {\n  local -a commands\n  commands=(\n" +
         names +
         "  )\n  if (( CURRENT == 2 )); then\n    _describe command commands\n    return\n  fi\n"
         "  case ${words[2]} in\n" +
         cases + "  esac\n}\n_planrec \"$@\"\n";
}

std::string FishText(const std::string& text) {
  return "'" + Replaced(Replaced(FirstLine(text), "\\", "\\\\"), "'", "\\'") + "'";
}

std::string Fish(const CLI::App& app) {
  std::string out = "# fish completion of planrec; made by `planrec help --as fish`.\n";
  for (const CLI::App* command : CommandsOf(app)) {
    const std::string name = command->get_name();
    out += "complete -c planrec -n __fish_use_subcommand -f -a " + name + " -d " +
           FishText(command->get_description()) + "\n";
    for (const CLI::Option* option : command->get_options()) {
      if (option->get_positional()) continue;
      out += "complete -c planrec -n '__fish_seen_subcommand_from " + name + "'";
      for (const std::string& letter : option->get_snames()) out += " -s " + letter;
      for (const std::string& word : option->get_lnames()) out += " -l " + word;
      const std::vector<std::string> words = ChoicesOf(*option);
      if (!words.empty()) out += " -x -a '" + Joined(words, " ") + "'";
      if (words.empty() && !ValueOf(*option).empty()) out += " -r";
      out += " -d " + FishText(option->get_description()) + "\n";
    }
  }
  return out;
}

}  // namespace

std::string ManualPage(const CLI::App& app) {
  std::string out = ".TH PLANREC 1 \"\" \"planrec " PLANREC_VERSION "\" \"\"\n.SH " +
                    InLanguage("NAME") + "\nplanrec \\- " + Troff(app.get_description()) +
                    "\n.SH " + InLanguage("SYNOPSIS") + "\n";
  for (const CLI::App* command : CommandsOf(app)) {
    out += ".B planrec " + command->get_name() + "\n";
    for (const CLI::Option* option : command->get_options()) {
      if (option->get_positional()) out += ".I " + Troff(option->get_name()) + "\n";
    }
    out += "[\\fI" + InLanguage("OPTIONS") + "\\fR]\n.br\n";
  }
  out += ".SH " + InLanguage("COMMANDS") + "\n";
  for (const CLI::App* command : CommandsOf(app)) {
    out += ".SS planrec " + command->get_name() + "\n" + Troff(command->get_description()) + ".\n";
    out += OptionsOf(*command);
  }
  out += ".SH " + InLanguage("EXIT STATUS") + "\n";
  for (const ExitCode& each : kExitCodes)
    out += ".TP\n" + std::string(each.code) + "\n" + Troff(InLanguage(each.meaning)) + "\n";
  return out;
}

std::string Completion(const CLI::App& app, const std::string& shell) {
  if (shell == "zsh") return Zsh(app);
  return shell == "fish" ? Fish(app) : Bash(app);
}

}  // namespace planrec::cli
