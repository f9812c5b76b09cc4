// SPDX-License-Identifier: Apache-2.0
#include "app/cli/CommandLine.h"

#include "core/base/Log.h"
#include "core/contract/Excerpt.h"

#include <cstdio>

namespace otto {
namespace {

void print(std::FILE* to, std::string_view text)
{
    std::fwrite(text.data(), 1, text.size(), to);
    std::fflush(to);
}

std::string sentenceOf(const CLI::App& app, const CLI::ParseError& error)
{
    if (dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr) {
        const std::vector<std::string> extras = app.remaining();
        if (!extras.empty())
            return excerpt(extras.front()) + " is no option of " + app.get_name();
    }
    if (dynamic_cast<const CLI::ArgumentMismatch*>(&error) != nullptr) {
        // "--env: ..."; what CLI11 says next counts arguments.
        const std::string text = error.what();
        const std::string option = text.substr(0, text.find(':'));
        const bool isMissing = text.find("missing") != std::string::npos;
        return printable(option) + (isMissing ? " needs a value" : " may be given only once");
    }
    return printable(error.what());
}

}  // namespace

void addCommonOptions(CLI::App& app, std::string& logLevel)
{
    app.set_help_flag("-h,--help", "Says what the program does and what it takes");
    app.set_version_flag("--version", app.get_name() + " " + OTTO_VERSION, "Says the version");
    app.add_option("--log-level", logLevel,
                   "How much to say on standard error: trace, debug, info, warning, error, off")
        ->type_name("LEVEL")
        ->capture_default_str();
}

std::optional<ExitCode> readCommandLine(CLI::App& app, int argc, char** argv)
{
    try {
        app.parse(argc, argv);
        return std::nullopt;
    } catch (const CLI::CallForHelp&) {
        print(stdout, app.help());
        return ExitCode::Ok;
    } catch (const CLI::CallForVersion& version) {
        print(stdout, std::string(version.what()) + "\n");
        return ExitCode::Ok;
    } catch (const CLI::ParseError& error) {
        return refuse(app, sentenceOf(app, error));
    }
}

std::optional<ExitCode> applyLogLevel(const CLI::App& app, const std::string& logLevel)
{
    const Result<LogLevel> level = parseLogLevel(logLevel);
    if (!level)
        return refuse(app, level.error().text);
    setLogLevel(*level);
    return std::nullopt;
}

ExitCode refuse(const CLI::App& app, std::string_view sentence)
{
    while (!sentence.empty() && sentence.back() == '.')
        sentence.remove_suffix(1);
    print(stderr, app.get_name() + ": " + std::string(sentence) + " (see --help).\n");
    return ExitCode::Usage;
}

}  // namespace otto
