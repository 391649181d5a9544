/**
 * Tests of the program from outside: arguments go in; an exit code, what is printed and files come
 * out. They know the command line and the files of {@code docs/}, and nothing of how it is done;
 * {@code ArchitectureTest} holds them to that. Tests beside the code, in {@code
 * movielens.experiment}, see its parts.
 */
package blackbox;
