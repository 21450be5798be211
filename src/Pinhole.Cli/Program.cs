return Pinhole.Cli.CommandLine.Run(args);
