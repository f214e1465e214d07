@echo off
rem Runs the program on Windows; on first use makes its environment (scripts\set_up.py).
setlocal
set "PYTHONUTF8=1"
set "launcher=py -3"
where py >nul 2>nul || set "launcher=python"
set "python="
for /f "usebackq delims=" %%p in (`%launcher% -I "%~dp0scripts\set_up.py" run`) do set "python=%%p"
if not defined python exit /b 2
"%python%" -I -X utf8 -c "from checker.cli import main; main(prog_name='oit')" %*
exit /b %errorlevel%
